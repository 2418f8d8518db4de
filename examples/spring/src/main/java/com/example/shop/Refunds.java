// SPDX-License-Identifier: Apache-2.0
package com.example.shop;

import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.annotation.RetryableTopic;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Reads refunds, and tries those that fail again by retry topics. */
@Component
class Refunds {

  private final KafkaTemplate<Object, Object> template;

  Refunds(KafkaTemplate<Object, Object> template) {
    this.template = template;
  }

  @RetryableTopic(attempts = "3", autoStartDltHandler = "false")
  @KafkaListener(id = "refunds", topics = "refunds")
  void take(ConsumerRecord<Object, GenericRecord> refund) {
    String customer = refund.value().get("customer").toString();
    boolean isFirst = refund.topic().equals("refunds");
    if (customer.equals("never") || (customer.equals("later") && isFirst)) {
      throw new IllegalStateException("no account of " + customer);
    }
    template.send("receipts", refund.key(), Receipts.of("refunds", refund.value()));
  }
}
