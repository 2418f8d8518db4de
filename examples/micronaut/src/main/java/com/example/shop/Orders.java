// SPDX-License-Identifier: Apache-2.0
package com.example.shop;

import io.micronaut.configuration.kafka.annotation.KafkaListener;
import io.micronaut.configuration.kafka.annotation.OffsetReset;
import io.micronaut.configuration.kafka.annotation.Topic;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads orders in Avro, and writes a receipt in Avro for each. */
@KafkaListener(groupId = "shop", offsetReset = OffsetReset.EARLIEST)
final class Orders {

  private final ReceiptClient receipts;

  Orders(ReceiptClient receipts) {
    this.receipts = receipts;
  }

  @Topic("orders")
  void take(ConsumerRecord<String, GenericRecord> order) {
    receipts.send(order.key(), Receipts.of("orders", order.value()));
  }
}
