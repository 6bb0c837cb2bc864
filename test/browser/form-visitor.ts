import type { Page } from 'playwright-core';

/** Fills the inquiry form as somebody who got the notice. */
export const fillInquiry = async (page: Page, text: string): Promise<void> => {
  await page.getByLabel('届いた', { exact: true }).check();
  await page.locator('#name').fill('藤代 恵');
  await page.locator('#kana').fill('フジシロ メグミ');
  await page.locator('#email').fill('m.fujishiro@mail.example.jp');
  await page.locator('#emailConfirm').fill('m.fujishiro@mail.example.jp');
  await page.locator('#topic').selectOption('AFF');
  await page.locator('#text').fill(text);
  await page.locator('#consent').check();
};

export const goOn = (page: Page): Promise<void> => page.getByRole('button', { name: '入力内容を確認する' }).click();

/** Sends what was confirmed, also where the desk asks once more because a script types so fast; the reference number. */
export const sendInquiry = async (page: Page): Promise<string> => {
  const button = page.getByRole('button', { name: 'この内容で送信する' });
  const again = page.getByText('もう一度だけお確かめください');
  await button.click();
  await again.or(page.locator('.number')).waitFor();
  if (await again.isVisible()) await button.click();
  await page.waitForURL('**/inquiry/done?*');
  return page.locator('.number').innerText();
};
