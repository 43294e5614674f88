CREATE OR REPLACE SQL SECURITY DEFINER VIEW analytics_purchase AS
SELECT
  purchase_id,
  customer_id,
  category,
  quantity,
  unit_price_jpy,
  CAST(DATE_FORMAT(purchased_at, '%Y-%m-%d %H:00:00') AS DATETIME) AS purchased_at,
  status
FROM purchase
