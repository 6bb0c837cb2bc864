/** What a test needs to clone the template; Jest's workers get it through the environment. */
export interface TemplateAddress {
  /** As the superuser. */
  adminUrl: string;
  ownerUrl: string;
  appUrl: string;
}

export const TEMPLATE_VARIABLE = 'MADOGUCHI_TEST_TEMPLATE';
export const TEMPLATE_FAULT_VARIABLE = 'MADOGUCHI_TEST_TEMPLATE_FAULT';
