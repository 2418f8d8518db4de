// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.format;

import java.io.DataInputStream;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.reader.SimpleStreamFormat;
import org.apache.flink.connector.file.src.reader.StreamFormat;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/** Reads files of records, each behind its length. */
final class RecordFileReader extends SimpleStreamFormat<RowData> {

  private static final long serialVersionUID = 1L;

  private final RowSpec spec;
  private final TypeInformation<RowData> type;

  RecordFileReader(RowSpec spec, TypeInformation<RowData> type) {
    this.spec = spec;
    this.type = type;
  }

  @Override
  public StreamFormat.Reader<RowData> createReader(Configuration config, FSDataInputStream stream) {
    return new Records(spec, new DataInputStream(stream));
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return type;
  }

  private static final class Records implements StreamFormat.Reader<RowData> {

    private final EngineUse use;
    private final DataInputStream in;
    private long position;

    Records(RowSpec spec, DataInputStream in) {
      this.use = new EngineUse(spec, this);
      this.in = in;
    }

    /** Leaves records out that cannot be read, where the configuration skips those. */
    @Override
    public @Nullable RowData read() throws IOException {
      byte[] record = next();
      while (record != null) {
        RowData row = use.engine().read(record);
        if (row != null) {
          return row;
        }
        record = next();
      }
      return null;
    }

    private byte @Nullable [] next() throws IOException {
      int first = in.read();
      if (first < 0) {
        return null;
      }
      byte[] rest = in.readNBytes(3);
      int length = first << 24;
      for (int i = 0; i < rest.length; i++) {
        length |= (rest[i] & 0xff) << (16 - 8 * i);
      }
      byte[] record = rest.length < 3 || length < 0 ? new byte[0] : in.readNBytes(length);
      if (rest.length < 3 || record.length != length) {
        throw new IOException(
            "there is no whole record at byte "
                + position
                + ": this is no file of the formats velo-avro and velo-json-schema, or its end is"
                + " missing");
      }
      position += 4L + length;
      return record;
    }

    @Override
    public void close() throws IOException {
      use.close();
      in.close();
    }
  }
}
