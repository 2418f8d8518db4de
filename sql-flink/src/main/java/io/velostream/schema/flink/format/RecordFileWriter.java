// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.format;

import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.table.data.RowData;

/** Writes a file of records, each behind its length. */
final class RecordFileWriter implements BulkWriter<RowData> {

  private final EngineUse use;
  private final DataOutputStream out;

  RecordFileWriter(RowSpec spec, FSDataOutputStream out) {
    this.use = new EngineUse(spec, this);
    this.out = new DataOutputStream(out);
  }

  @Override
  public void addElement(RowData row) throws IOException {
    byte[] record = use.engine().write(row);
    if (record != null) {
      out.writeInt(record.length);
      out.write(record);
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void finish() throws IOException {
    out.flush();
    use.close();
  }
}
