export default async function tearDown() {
  const { dropTemplate } = await import('./template.ts');
  await dropTemplate();
}
