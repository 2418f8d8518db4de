// SPDX-License-Identifier: Apache-2.0
package com.example.shop;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.kafka.KafkaException.Level;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.AfterRollbackProcessor;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultAfterRollbackProcessor;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.FailedRecordProcessor;
import org.springframework.kafka.listener.ListenerUtils;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.support.serializer.DeserializationException;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.FixedBackOff;

/**
 * What happens to a record that cannot be read or that a listener cannot process.
 *
 * <p>A registry that does not answer says nothing about the record: the record is tried again until
 * it does. Without this, Spring takes each failed deserialization for an error of the record.
 */
@Configuration
class ErrorHandling {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorHandling.class);
  private static final long PAUSE_MILLIS = 1_000;
  private static final BackOff UNTIL_IT_ANSWERS =
      new FixedBackOff(PAUSE_MILLIS, FixedBackOff.UNLIMITED_ATTEMPTS);
  private static final BackOff NEVER = new FixedBackOff(0, 0);
  private static final BackOff TWICE = new FixedBackOff(100, 2);

  /**
   * For listeners without transactions. With them there must be none: what it recovers from, Spring
   * commits, with all that the listener has written before it failed.
   */
  @Bean
  @Profile("!transactions")
  DefaultErrorHandler errorHandler(KafkaTemplate<Object, Object> template) {
    DefaultErrorHandler handler = new Handler(new DeadLetterPublishingRecoverer(template));
    retryWhileItDoesNotAnswer(handler);
    return handler;
  }

  /** For listeners in transactions. */
  @Bean
  AfterRollbackProcessor<Object, Object> afterRollback(KafkaTemplate<Object, Object> template) {
    DefaultAfterRollbackProcessor<Object, Object> processor =
        new DefaultAfterRollbackProcessor<>(
            new DeadLetterPublishingRecoverer(template)::accept, TWICE, template, true);
    retryWhileItDoesNotAnswer(processor);
    return processor;
  }

  static void retryWhileItDoesNotAnswer(FailedRecordProcessor processor) {
    processor.setLogLevel(Level.DEBUG);
    processor.addRetryableExceptions(DeserializationException.class);
    processor.setBackOffFunction(ErrorHandling::backOff);
    processor.setRetryListeners(
        (record, failure, attempt) -> {
          if (isOfServer(failure)) {
            LOG.warn("Tried again in {} ms: {}", PAUSE_MILLIS, place(record), failure);
          }
        });
  }

  /** Null for the processor's own. */
  private static BackOff backOff(ConsumerRecord<?, ?> record, Exception failure) {
    if (isOfServer(failure)) {
      return UNTIL_IT_ANSWERS;
    }
    return has(failure, DeserializationException.class) ? NEVER : null;
  }

  /** Kafka's exceptions speak of servers and the client, except for this one. */
  private static boolean isOfServer(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof KafkaException && !(each instanceof SerializationException)) {
        return true;
      }
    }
    return false;
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> type) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (type.isInstance(each)) {
        return true;
      }
    }
    return false;
  }

  private static String place(ConsumerRecord<?, ?> record) {
    return record.topic() + "-" + record.partition() + "@" + record.offset();
  }

  /** Spring's handler with a pause. */
  private static final class Handler extends DefaultErrorHandler {

    Handler(ConsumerRecordRecoverer recoverer) {
      super(recoverer, TWICE);
    }

    /** Waits before the next poll: a poll that cannot read for lack of a server fails at once. */
    @Override
    public void handleOtherException(
        Exception failure,
        Consumer<?, ?> consumer,
        MessageListenerContainer container,
        boolean isBatch) {
      LOG.warn("Polled again in {} ms", PAUSE_MILLIS, failure);
      try {
        ListenerUtils.stoppableSleep(container, PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
