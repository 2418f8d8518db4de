// SPDX-License-Identifier: Apache-2.0
package com.example.shop;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Reads payments in JSON, and writes a notice in JSON for each. */
@Component
class Payments {

  /** The key of a payment. */
  public record Account(String country, long number) {}

  /** The value of a payment. */
  public record Payment(long id, long cents) {}

  /** What a payment led to; the payment is null if it was deleted. */
  public record Notice(String text, Long payment) {}

  private final KafkaTemplate<Object, Object> template;

  Payments(KafkaTemplate<Object, Object> template) {
    this.template = template;
  }

  @KafkaListener(
      id = "payments",
      topics = "payments",
      properties = {
        "${shop.key-deserializer}=io.velostream.schema.json.KafkaJsonSchemaDeserializer",
        "${shop.value-deserializer}=io.velostream.schema.json.KafkaJsonSchemaDeserializer",
        "json.key.type=com.example.shop.Payments$Account",
        "json.value.type=com.example.shop.Payments$Payment",
        "json.fail.invalid.schema=true"
      })
  void take(ConsumerRecord<Account, Payment> payment) {
    Payment value = payment.value();
    template.send("notices", payment.key(), new Notice("paid", value == null ? null : value.id()));
  }
}
