/** Days of five years with two leap days: purchases, customers and reviews are kept that long for disputes and inquiries. */
export const fiveYears = 1827;
