// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.avro.shape;

import io.velostream.schema.benchmarks.codec.Codec;
import io.velostream.schema.benchmarks.codec.Kind;
import io.velostream.schema.benchmarks.generated.Texts;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.reflect.ReflectData;
import org.apache.avro.specific.SpecificData;

/** Strings in six scripts. */
public final class TextsShape implements Shape {

  /** A class without a schema. */
  static final class Plain {
    String ascii = "";
    String latin = "";
    String cyrillic = "";
    String arabic = "";
    String chinese = "";
    String emoji = "";
  }

  public record Row(
      String ascii, String latin, String cyrillic, String arabic, String chinese, String emoji) {}

  @Override
  public Schema schema(Kind kind) {
    return switch (kind) {
      case GENERIC, SPECIFIC -> Texts.getClassSchema();
      case REFLECT -> ReflectData.get().getSchema(Plain.class);
      case RECORD -> ReflectData.get().getSchema(Row.class);
    };
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
    return switch (kind) {
      case GENERIC -> Generics.copy(SpecificData.get(), Texts.getClassSchema(), texts);
      case SPECIFIC -> texts;
      case REFLECT -> plain(texts);
      case RECORD ->
          new Row(
              texts.getAscii(),
              texts.getLatin(),
              texts.getCyrillic(),
              texts.getArabic(),
              texts.getChinese(),
              texts.getEmoji());
    };
  }

  private static Plain plain(Texts texts) {
    Plain plain = new Plain();
    plain.ascii = texts.getAscii();
    plain.latin = texts.getLatin();
    plain.cyrillic = texts.getCyrillic();
    plain.arabic = texts.getArabic();
    plain.chinese = texts.getChinese();
    plain.emoji = texts.getEmoji();
    return plain;
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

  private static final class PlainFloor implements Codec {
    private final FloorWriter out = new FloorWriter();

    @Override
    public byte[] write(Object value) {
      Plain texts = (Plain) value;
      out.start();
      out.writeString(texts.arabic);
      out.writeString(texts.ascii);
      out.writeString(texts.chinese);
      out.writeString(texts.cyrillic);
      out.writeString(texts.emoji);
      out.writeString(texts.latin);
      return out.finish();
    }

    @Override
    public Object read(byte[] bytes) {
      FloorReader in = new FloorReader(bytes);
      Plain texts = new Plain();
      texts.arabic = in.readString();
      texts.ascii = in.readString();
      texts.chinese = in.readString();
      texts.cyrillic = in.readString();
      texts.emoji = in.readString();
      texts.latin = in.readString();
      return texts;
    }
  }

  private static final class RowFloor implements Codec {
    private final FloorWriter out = new FloorWriter();

    @Override
    public byte[] write(Object value) {
      Row texts = (Row) value;
      out.start();
      out.writeString(texts.arabic());
      out.writeString(texts.ascii());
      out.writeString(texts.chinese());
      out.writeString(texts.cyrillic());
      out.writeString(texts.emoji());
      out.writeString(texts.latin());
      return out.finish();
    }

    @Override
    public Object read(byte[] bytes) {
      FloorReader in = new FloorReader(bytes);
      String arabic = in.readString();
      String ascii = in.readString();
      String chinese = in.readString();
      String cyrillic = in.readString();
      String emoji = in.readString();
      String latin = in.readString();
      return new Row(ascii, latin, cyrillic, arabic, chinese, emoji);
    }
  }
}
