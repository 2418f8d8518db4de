// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerationException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A factory with limits on what it reads, whose generators refuse NaN and the infinities: JSON has
 * no such numbers, and a string in their place fails the schema of whoever reads it.
 */
final class StrictJsonFactory extends JsonFactory {

  private static final long serialVersionUID = 1L;

  StrictJsonFactory(StreamReadConstraints constraints) {
    super((JsonFactoryBuilder) JsonFactory.builder().streamReadConstraints(constraints));
  }

  private StrictJsonFactory(JsonFactory copied) {
    super(copied, null);
  }

  @Override
  protected JsonGenerator _createUTF8Generator(OutputStream out, IOContext context) {
    return new FiniteNumbers(context, _generatorFeatures, _objectCodec, out, _quoteChar);
  }

  @Override
  public JsonFactory copy() {
    return new StrictJsonFactory(this);
  }

  private static final class FiniteNumbers extends UTF8JsonGenerator {

    FiniteNumbers(
        IOContext context, int features, ObjectCodec codec, OutputStream out, char quote) {
      super(context, features, codec, out, quote);
    }

    @Override
    public void writeNumber(double number) throws IOException {
      if (!Double.isFinite(number)) {
        throw notFinite();
      }
      super.writeNumber(number);
    }

    @Override
    public void writeNumber(float number) throws IOException {
      if (!Float.isFinite(number)) {
        throw notFinite();
      }
      super.writeNumber(number);
    }

    private JsonGenerationException notFinite() {
      return new JsonGenerationException(
          "JSON has no NaN and no infinite numbers; write null or leave the field out", this);
    }
  }
}
