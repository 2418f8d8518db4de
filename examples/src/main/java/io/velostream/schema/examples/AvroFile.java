// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples;

import io.velostream.schema.examples.AvroSubjects.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.jspecify.annotations.Nullable;

/** The records of an Avro object container file. */
final class AvroFile implements Dataset {

  private final Path path;
  private final Schema schema;
  private final long count;

  private AvroFile(Path path, Schema schema, long count) {
    this.path = path;
    this.schema = schema;
    this.count = count;
  }

  /**
   * Reads the file through once, so that damage shows before anything is sent.
   *
   * @param limit most records taken
   * @throws IllegalArgumentException when it is no such file, damaged, or without records
   */
  static AvroFile open(Path path, long limit) {
    long read = 0;
    try (DataFileReader<@Nullable Object> reader = reader(path)) {
      for (; read < limit && reader.hasNext(); read++) {
        reader.next();
      }
      if (read == 0) {
        throw new IllegalArgumentException(path + " is an Avro file without records");
      }
      return new AvroFile(path, reader.getSchema(), read);
    } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException | OutOfMemoryError e) {
      throw new IllegalArgumentException(
          path + (read == 0 ? " is no readable Avro file" : " is damaged after record " + read), e);
    }
  }

  @Override
  public String name() {
    return Objects.toString(path.getFileName());
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public List<Part> parts(String rootSubject) {
    return AvroSubjects.split(schema, rootSubject);
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // the stream closes the reader
  public Stream<@Nullable Object> values() {
    try {
      DataFileReader<@Nullable Object> reader = reader(path);
      Iterator<@Nullable Object> values = reader.iterator();
      return StreamSupport.stream(
              Spliterators.spliteratorUnknownSize(values, Spliterator.ORDERED), false)
          .limit(count)
          .onClose(() -> close(reader));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DataFileReader<@Nullable Object> reader(Path path) throws IOException {
    return new DataFileReader<>(path.toFile(), new GenericDatumReader<@Nullable Object>());
  }

  private static void close(DataFileReader<?> reader) {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
