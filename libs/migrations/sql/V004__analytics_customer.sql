CREATE OR REPLACE SQL SECURITY DEFINER VIEW analytics_customer AS
SELECT
  customer_id,
  YEAR(birth_date) AS birth_year
FROM customer
