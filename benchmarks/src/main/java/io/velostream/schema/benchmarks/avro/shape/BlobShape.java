// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.avro.shape;

import io.velostream.schema.benchmarks.codec.Codec;
import io.velostream.schema.benchmarks.codec.Kind;
import io.velostream.schema.benchmarks.generated.Blob;
import java.nio.ByteBuffer;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.reflect.ReflectData;
import org.apache.avro.specific.SpecificData;

/** A number and 40 KB of bytes. */
public final class BlobShape implements Shape {

  private static final int SIZE = 40 * 1024;

  /** A class without a schema. */
  static final class Plain {
    long id;
    byte[] content = {};
  }

  public record Row(long id, byte[] content) {}

  @Override
  public Schema schema(Kind kind) {
    return switch (kind) {
      case GENERIC, SPECIFIC -> Blob.getClassSchema();
      case REFLECT -> ReflectData.get().getSchema(Plain.class);
      case RECORD -> ReflectData.get().getSchema(Row.class);
    };
  }

  @Override
  public Object value(Kind kind) {
    byte[] content = new byte[SIZE];
    new Random(1).nextBytes(content);
    Blob blob = new Blob(7L, ByteBuffer.wrap(content));
    return switch (kind) {
      case GENERIC -> Generics.copy(SpecificData.get(), Blob.getClassSchema(), blob);
      case SPECIFIC -> blob;
      case REFLECT -> {
        Plain plain = new Plain();
        plain.id = 7L;
        plain.content = content;
        yield plain;
      }
      case RECORD -> new Row(7L, content);
    };
  }

  @Override
  public Codec floor(Kind kind) {
    return switch (kind) {
      case GENERIC -> new GenericFloor();
      case SPECIFIC -> new SpecificFloor();
      case REFLECT -> new PlainFloor();
      case RECORD -> new RowFloor();
    };
  }

  private static final class SpecificFloor implements Codec {
    private final FloorWriter out = new FloorWriter();

    @Override
    public byte[] write(Object value) {
      Blob blob = (Blob) value;
      out.start();
      out.writeLong(blob.getId());
      out.writeBytes(blob.getContent());
      return out.finish();
    }

    @Override
    public Object read(byte[] bytes) {
      FloorReader in = new FloorReader(bytes);
      Blob blob = new Blob();
      blob.setId(in.readLong());
      blob.setContent(ByteBuffer.wrap(in.readBytes()));
      return blob;
    }
  }

  private static final class GenericFloor implements Codec {
    private final FloorWriter out = new FloorWriter();

    @Override
    public byte[] write(Object value) {
      GenericData.Record blob = (GenericData.Record) value;
      out.start();
      out.writeLong((Long) blob.get(0));
      out.writeBytes((ByteBuffer) blob.get(1));
      return out.finish();
    }

    @Override
    public Object read(byte[] bytes) {
      FloorReader in = new FloorReader(bytes);
      GenericData.Record blob = new GenericData.Record(Blob.getClassSchema());
      blob.put(0, in.readLong());
      blob.put(1, ByteBuffer.wrap(in.readBytes()));
      return blob;
    }
  }

  private static final class PlainFloor implements Codec {
    private final FloorWriter out = new FloorWriter();

    @Override
    public byte[] write(Object value) {
      Plain blob = (Plain) value;
      out.start();
      out.writeBytes(blob.content);
      out.writeLong(blob.id);
      return out.finish();
    }

    @Override
    public Object read(byte[] bytes) {
      FloorReader in = new FloorReader(bytes);
      Plain blob = new Plain();
      blob.content = in.readBytes();
      blob.id = in.readLong();
      return blob;
    }
  }

  private static final class RowFloor implements Codec {
    private final FloorWriter out = new FloorWriter();

    @Override
    public byte[] write(Object value) {
      Row blob = (Row) value;
      out.start();
      out.writeBytes(blob.content());
      out.writeLong(blob.id());
      return out.finish();
    }

    @Override
    public Object read(byte[] bytes) {
      FloorReader in = new FloorReader(bytes);
      byte[] content = in.readBytes();
      return new Row(in.readLong(), content);
    }
  }
}
