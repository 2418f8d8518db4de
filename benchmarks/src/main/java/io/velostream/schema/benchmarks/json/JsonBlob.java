// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.json;

import io.velostream.schema.benchmarks.avro.shape.BlobShape;
import io.velostream.schema.benchmarks.codec.Kind;

/** A number and 40 KB of bytes, which are base64 in JSON, in a class with getters and setters. */
public final class JsonBlob {

  private long id;
  private byte[] content = {};

  static JsonBlob sample() {
    BlobShape.Row row = (BlobShape.Row) new BlobShape().value(Kind.RECORD);
    JsonBlob blob = new JsonBlob();
    blob.setId(row.id());
    blob.setContent(row.content());
    return blob;
  }

  public long getId() {
    return id;
  }

  public void setId(long id) {
    this.id = id;
  }

  public byte[] getContent() {
    return content;
  }

  public void setContent(byte[] content) {
    this.content = content;
  }
}
