import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { LANGUAGES, type Language } from '#libs/contracts';

const STORED = 'madoguchi.language';

type Catalogue = Record<string, unknown>;

const catalogues = import.meta.glob<Catalogue>('../locales/*/*.json', { eager: true, import: 'default' });

/** `../locales/ja/queue.json` → resources.ja.queue */
const resources: Record<string, Record<string, Catalogue>> = {};
for (const [path, catalogue] of Object.entries(catalogues)) {
  const [, language, namespace] = /locales\/(\w+)\/([\w-]+)\.json$/.exec(path) ?? [];
  if (language && namespace) (resources[language] ??= {})[namespace] = catalogue;
}

const isLanguage = (value: string | null | undefined): value is Language =>
  LANGUAGES.some((language) => language === value);

/** True once this person has chosen a language on this device; the account's language is then left alone. */
export const hasChosenLanguage = (): boolean => isLanguage(localStorage.getItem(STORED));

export const presentLanguage = (): Language => (isLanguage(i18next.language) ? i18next.language : 'ja');

/** Switches the language; `remember` keeps it on this device. */
export const switchLanguage = async (language: Language, remember: boolean): Promise<void> => {
  if (remember) localStorage.setItem(STORED, language);
  await i18next.changeLanguage(language);
};

export const startI18n = async (): Promise<void> => {
  const stored = localStorage.getItem(STORED);
  const showLanguage = (language: string) => {
    document.documentElement.lang = language;
  };
  i18next.on('languageChanged', showLanguage);
  await i18next.use(initReactI18next).init({
    resources,
    lng: isLanguage(stored) ? stored : 'ja',
    fallbackLng: 'ja',
    defaultNS: 'app',
    interpolation: { escapeValue: false },
    returnNull: false,
  });
};
