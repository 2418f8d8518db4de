// SPDX-License-Identifier: Apache-2.0
package com.example.shop;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Reads transfers, and writes two bookings for each; some fail between the two at first. */
@Component
class Transfers {

  private final KafkaTemplate<Object, Object> template;
  private final Set<Object> failed = ConcurrentHashMap.newKeySet();

  Transfers(KafkaTemplate<Object, Object> template) {
    this.template = template;
  }

  @KafkaListener(id = "transfers", topics = "transfers")
  void take(ConsumerRecord<Object, GenericRecord> transfer) {
    String customer = transfer.value().get("customer").toString();
    template.send("bookings", transfer.key(), Receipts.of("debit", transfer.value())).join();
    boolean isFirst = failed.add(transfer.value().get("id"));
    if (customer.equals("never") || (customer.equals("later") && isFirst)) {
      throw new IllegalStateException("no account of " + customer);
    }
    template.send("bookings", transfer.key(), Receipts.of("credit", transfer.value()));
  }
}
