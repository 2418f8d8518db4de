// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.json;

import io.velostream.schema.benchmarks.avro.shape.TextsShape;
import io.velostream.schema.benchmarks.codec.Kind;

/** Strings in six scripts, in a class with getters and setters. */
public final class JsonTexts {

  private String ascii = "";
  private String latin = "";
  private String cyrillic = "";
  private String arabic = "";
  private String chinese = "";
  private String emoji = "";

  public static JsonTexts sample() {
    TextsShape.Row row = (TextsShape.Row) new TextsShape().value(Kind.RECORD);
    JsonTexts texts = new JsonTexts();
    texts.setAscii(row.ascii());
    texts.setLatin(row.latin());
    texts.setCyrillic(row.cyrillic());
    texts.setArabic(row.arabic());
    texts.setChinese(row.chinese());
    texts.setEmoji(row.emoji());
    return texts;
  }

  public String getAscii() {
    return ascii;
  }

  public void setAscii(String ascii) {
    this.ascii = ascii;
  }

  public String getLatin() {
    return latin;
  }

  public void setLatin(String latin) {
    this.latin = latin;
  }

  public String getCyrillic() {
    return cyrillic;
  }

  public void setCyrillic(String cyrillic) {
    this.cyrillic = cyrillic;
  }

  public String getArabic() {
    return arabic;
  }

  public void setArabic(String arabic) {
    this.arabic = arabic;
  }

  public String getChinese() {
    return chinese;
  }

  public void setChinese(String chinese) {
    this.chinese = chinese;
  }

  public String getEmoji() {
    return emoji;
  }

  public void setEmoji(String emoji) {
    this.emoji = emoji;
  }
}
