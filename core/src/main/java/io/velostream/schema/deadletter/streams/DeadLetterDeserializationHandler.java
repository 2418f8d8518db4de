// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter.streams;

import io.velostream.schema.deadletter.StreamsLetters;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.processor.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Has Kafka Streams write a dead letter for each record that cannot be read, and go on behind it;
 * for {@code deserialization.exception.handler}. Dead letters are those of {@link
 * io.velostream.schema.deadletter.DeadLetterConsumer}, and can be replayed. Kafka Streams 4.2 and
 * newer (KIP-1034) sends them by its own producer, and with {@code exactly_once_v2} they are part
 * of its transaction. With older versions the handler writes them by a producer of its own, and
 * waits for the acknowledgement: a record that is processed again has two. Failures that say
 * nothing about the record, such as a registry that does not answer, stop the application.
 *
 * <p>Configuration key: {@code schema.dead.letter.topic}. {@code schema.on.failure} must not be
 * set: the deserializers would handle failures themselves.
 */
public final class DeadLetterDeserializationHandler implements DeserializationExceptionHandler {

  private @Nullable StreamsLetters letters;

  /** Creates a handler. Kafka Streams calls {@link #configure} next. */
  public DeadLetterDeserializationHandler() {}

  @Override
  public void configure(Map<String, ?> configs) {
    letters = StreamsLetters.of(configs);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
    ProducerRecord<byte[], byte[]> letter =
        StreamsLetters.requireConfigured(letters).letter(record, exception);
    return letter == null ? Response.fail() : Response.resume(List.of(letter));
  }

  /** Called by Kafka Streams before 4.2. */
  @Override
  @Deprecated
  public DeserializationHandlerResponse handle(
      ProcessorContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
    return StreamsLetters.requireConfigured(letters).write(record, exception)
        ? DeserializationHandlerResponse.CONTINUE
        : DeserializationHandlerResponse.FAIL;
  }
}
