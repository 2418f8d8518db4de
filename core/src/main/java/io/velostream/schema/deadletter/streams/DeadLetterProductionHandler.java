// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter.streams;

import io.velostream.schema.deadletter.StreamsLetters;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.jspecify.annotations.Nullable;

/**
 * Has Kafka Streams write a dead letter when a result cannot be serialized, and go on; for {@code
 * production.exception.handler}. The dead letter is of the record that led to the result, with the
 * bytes that it had, so that a replay lets it be processed again. Where there is no such record, as
 * in a punctuation, and for other failures, the application stops; sends that timed out are tried
 * again.
 *
 * <p>Configured as {@link DeadLetterDeserializationHandler} is. Needs Kafka Streams 3.9; before 4.2
 * the record is read again from its topic, and its dead letter is no part of a transaction.
 */
public final class DeadLetterProductionHandler implements ProductionExceptionHandler {

  private @Nullable StreamsLetters letters;

  /** Creates a handler. Kafka Streams calls {@link #configure} next. */
  public DeadLetterProductionHandler() {}

  /**
   * Configures the handler.
   *
   * @throws org.apache.kafka.common.config.ConfigException when Kafka Streams is older than 3.9,
   *     which does not say which record led to a result
   */
  @Override
  public void configure(Map<String, ?> configs) {
    StreamsVersion.require(getClass());
    letters = StreamsLetters.of(configs);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
    return exception instanceof RetriableException ? Response.retry() : Response.fail();
  }

  @Override
  @SuppressWarnings("rawtypes") // as the interface has it
  public Response handleSerializationError(
      ErrorHandlerContext context,
      ProducerRecord record,
      Exception exception,
      SerializationExceptionOrigin origin) {
    byte[] key = context.sourceRawKey();
    byte[] value = context.sourceRawValue();
    if (context.topic() == null || (key == null && value == null)) {
      return Response.fail();
    }
    ConsumerRecord<byte[], byte[]> source =
        new ConsumerRecord<>(
            context.topic(),
            context.partition(),
            context.offset(),
            context.timestamp(),
            TimestampType.CREATE_TIME,
            ConsumerRecord.NULL_SIZE,
            ConsumerRecord.NULL_SIZE,
            key,
            value,
            context.headers() == null ? new RecordHeaders() : context.headers(),
            Optional.empty());
    ProducerRecord<byte[], byte[]> letter =
        StreamsLetters.requireConfigured(letters).letter(source, exception);
    return letter == null ? Response.fail() : Response.resume(List.of(letter));
  }

  /** Called by Kafka Streams before 4.2. */
  @Override
  @Deprecated
  public ProductionExceptionHandlerResponse handle(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
    String answer = exception instanceof RetriableException ? "RETRY" : "FAIL";
    return Arrays.stream(ProductionExceptionHandlerResponse.values())
        .filter(each -> each.name().equals(answer))
        .findFirst() // no retry before Kafka Streams 4.0
        .orElse(ProductionExceptionHandlerResponse.FAIL);
  }

  /** Called by Kafka Streams before 4.2, which does not keep the bytes: they are read again. */
  @Override
  @Deprecated
  @SuppressWarnings("rawtypes") // as the interface has it
  public ProductionExceptionHandlerResponse handleSerializationException(
      ErrorHandlerContext context,
      ProducerRecord record,
      Exception exception,
      SerializationExceptionOrigin origin) {
    return context.topic() != null
            && context.offset() >= 0
            && StreamsLetters.requireConfigured(letters)
                .write(
                    new TopicPartition(context.topic(), context.partition()),
                    context.offset(),
                    exception)
        ? ProductionExceptionHandlerResponse.CONTINUE
        : ProductionExceptionHandlerResponse.FAIL;
  }
}
