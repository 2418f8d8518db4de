// SPDX-License-Identifier: Apache-2.0
package com.example.shop;

import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Reads orders in Avro, and writes a receipt in Avro for each. */
@Component
class Orders {

  private final KafkaTemplate<Object, Object> template;

  Orders(KafkaTemplate<Object, Object> template) {
    this.template = template;
  }

  @KafkaListener(id = "orders", topics = "orders")
  void take(ConsumerRecord<Object, GenericRecord> order) {
    GenericRecord value = order.value();
    if (value != null && value.get("customer").toString().equals("refused")) {
      throw new IllegalStateException("the customer is not known");
    }
    template.send("receipts", order.key(), Receipts.of("orders", value));
  }
}
