// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import io.velostream.schema.benchmarks.generated.Blob;
import java.nio.ByteBuffer;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificData;

/** A number and 40 KB of bytes. */
final class BlobShape implements Shape {

  private static final int SIZE = 40 * 1024;

  @Override
  public boolean has(Kind kind) {
    return kind == Kind.GENERIC || kind == Kind.SPECIFIC;
  }

  @Override
  public Schema schema(Kind kind) {
    return Blob.getClassSchema();
  }

  @Override
  public Object value(Kind kind) {
    byte[] content = new byte[SIZE];
    new Random(1).nextBytes(content);
    Blob blob = new Blob(7L, ByteBuffer.wrap(content));
    return kind == Kind.SPECIFIC
        ? blob
        : Generics.copy(SpecificData.get(), Blob.getClassSchema(), blob);
  }

  @Override
  public Codec floor(Kind kind) {
    return kind == Kind.GENERIC ? new GenericFloor() : new SpecificFloor();
  }

  private static final class SpecificFloor implements Codec {
    private final FloorWriter out = new FloorWriter();

    @Override
    public byte[] write(Object value) {
      Blob blob = (Blob) value;
      out.start();
      out.writeLong(blob.getId());
      out.writeBytes(blob.getContent().array());
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
      out.writeBytes(((ByteBuffer) blob.get(1)).array());
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
}
