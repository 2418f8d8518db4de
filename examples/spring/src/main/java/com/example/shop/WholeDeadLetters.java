// SPDX-License-Identifier: Apache-2.0
package com.example.shop;

import io.velostream.schema.deadletter.DeadLetterConsumer;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.kafka.core.ConsumerFactory;

/** Makes the consumers of all listeners write dead letters that can be replayed. */
@Configuration
@Profile("whole-dead-letters")
class WholeDeadLetters {

  WholeDeadLetters(ConsumerFactory<Object, Object> factory) {
    Map<String, Object> settings = new HashMap<>(factory.getConfigurationProperties());
    settings.put("schema.on.failure", "dead-letter");
    factory.addPostProcessor(consumer -> DeadLetterConsumer.wrap(consumer, settings));
  }
}
