// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.quickstart;

import io.velostream.schema.examples.subjects.AvroSubjects;
import io.velostream.schema.examples.subjects.AvroSubjects.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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
    AvroBlocks.check(path);
    long read = 0;
    Schema schema;
    try (DataFileReader<@Nullable Object> reader = reader(path)) {
      for (; read < limit && reader.hasNext(); read++) {
        reader.next();
      }
      schema = reader.getSchema();
    } catch (LinkageError e) {
      throw new IllegalArgumentException(
          path + " is compressed by a codec whose library is not on the class path: " + e, e);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      throw new IllegalArgumentException(
          path
              + (read == 0 ? " is no readable Avro file" : " is damaged after record " + read)
              + ": "
              + e,
          e);
    }
    if (read == 0) {
      throw new IllegalArgumentException(path + " is an Avro file without records");
    }
    return new AvroFile(path, schema, read);
  }

  @Override
  public String name() {
    return Objects.toString(path.getFileName());
  }

  @Override
  public ValueFormat format() {
    return ValueFormat.AVRO;
  }

  @Override
  public String schemaName() {
    return schema.getFullName();
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
  @SuppressWarnings("MustBeClosedChecker") // closed with the values
  public Values values() {
    try {
      return new FileValues(reader(path), count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DataFileReader<@Nullable Object> reader(Path path) throws IOException {
    return new DataFileReader<>(path.toFile(), new GenericDatumReader<@Nullable Object>());
  }

  /** The first values of an open file. */
  private static final class FileValues implements Values {

    private final DataFileReader<@Nullable Object> reader;
    private long left;

    FileValues(DataFileReader<@Nullable Object> reader, long count) {
      this.reader = reader;
      this.left = count;
    }

    @Override
    public boolean hasNext() {
      return left > 0;
    }

    @Override
    public @Nullable Object next() {
      left--;
      return reader.next();
    }

    @Override
    public void close() {
      try {
        reader.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
