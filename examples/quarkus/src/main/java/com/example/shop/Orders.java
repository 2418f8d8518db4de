// SPDX-License-Identifier: Apache-2.0
package com.example.shop;

import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Outgoing;

/** Reads orders in Avro, and writes a receipt in Avro for each. */
@ApplicationScoped
public class Orders {

  /** A receipt with the key of the order. */
  @Incoming("orders")
  @Outgoing("receipts")
  public Record<String, GenericRecord> take(ConsumerRecord<String, GenericRecord> order) {
    return Record.of(order.key(), Receipts.of("orders", order.value()));
  }
}
