-- Passes orders on, keeps a sum for each customer, and shows some of the orders. Run it by
--   velostream-schema sql configs/orders.sql

SET 'execution.checkpointing.interval' = '1 s';

CREATE STREAM processed_orders AS
SELECT id, customer, amount FROM kafka_orders WHERE amount > 0
WITH (source_config='configs/kafka_orders_with_registry.yaml',
      sink_config='configs/processed_orders_sink.yaml');

CREATE TABLE order_totals (
  customer STRING, total DECIMAL(20, 2), orders BIGINT, PRIMARY KEY (customer) NOT ENFORCED
) WITH ('connector' = 'velo-upsert-kafka', 'config.file' = 'configs/processed_orders_sink.yaml',
        'topic' = 'order-totals');

INSERT INTO order_totals
SELECT customer, SUM(amount), COUNT(*) FROM kafka_orders GROUP BY customer;

SELECT id, customer, amount FROM processed_orders WHERE MOD(id, 100) = 0;
