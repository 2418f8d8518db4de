// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import io.velostream.schema.benchmarks.generated.Texts;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificData;

/** Strings in six scripts. */
final class TextsShape implements Shape {

  @Override
  public boolean has(Kind kind) {
    return kind == Kind.GENERIC || kind == Kind.SPECIFIC;
  }

  @Override
  public Schema schema(Kind kind) {
    return Texts.getClassSchema();
  }

  @Override
  public Object value(Kind kind) {
    Texts texts =
        new Texts(
            "The quick brown fox jumps over the lazy dog",
            "Voix ambigu\u00eb d'un c\u0153ur qui au z\u00e9phyr pr\u00e9f\u00e8re",
            "\u0421\u044a\u0435\u0448\u044c \u0435\u0449\u0451 \u044d\u0442\u0438\u0445",
            "\u0646\u0635 \u062d\u0643\u064a\u0645 \u0644\u0647 \u0633\u0631",
            "\u65e5\u672c\u8a9e\u306e\u6587\u7ae0\u3067\u3059",
            "\ud83d\ude00\ud83d\ude80 to the moon \ud83c\udf15");
    return kind == Kind.SPECIFIC
        ? texts
        : Generics.copy(SpecificData.get(), Texts.getClassSchema(), texts);
  }

  @Override
  public Codec floor(Kind kind) {
    return kind == Kind.GENERIC ? new GenericFloor() : new SpecificFloor();
  }

  private static final class SpecificFloor implements Codec {
    private final FloorWriter out = new FloorWriter();

    @Override
    public byte[] write(Object value) {
      Texts texts = (Texts) value;
      out.start();
      out.writeString(texts.getAscii());
      out.writeString(texts.getLatin());
      out.writeString(texts.getCyrillic());
      out.writeString(texts.getArabic());
      out.writeString(texts.getChinese());
      out.writeString(texts.getEmoji());
      return out.finish();
    }

    @Override
    public Object read(byte[] bytes) {
      FloorReader in = new FloorReader(bytes);
      Texts texts = new Texts();
      texts.setAscii(in.readString());
      texts.setLatin(in.readString());
      texts.setCyrillic(in.readString());
      texts.setArabic(in.readString());
      texts.setChinese(in.readString());
      texts.setEmoji(in.readString());
      return texts;
    }
  }

  private static final class GenericFloor implements Codec {
    private final FloorWriter out = new FloorWriter();

    @Override
    public byte[] write(Object value) {
      GenericData.Record texts = (GenericData.Record) value;
      out.start();
      for (int i = 0; i < 6; i++) {
        out.writeString((CharSequence) texts.get(i));
      }
      return out.finish();
    }

    @Override
    public Object read(byte[] bytes) {
      FloorReader in = new FloorReader(bytes);
      GenericData.Record texts = new GenericData.Record(Texts.getClassSchema());
      for (int i = 0; i < 6; i++) {
        texts.put(i, in.readString());
      }
      return texts;
    }
  }
}
