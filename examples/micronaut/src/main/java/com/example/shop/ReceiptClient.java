// SPDX-License-Identifier: Apache-2.0
package com.example.shop;

import io.micronaut.configuration.kafka.annotation.KafkaClient;
import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import org.apache.avro.generic.GenericRecord;

/** Writes receipts. */
@KafkaClient
interface ReceiptClient {

  @Topic("receipts")
  void send(@KafkaKey String key, GenericRecord receipt);
}
