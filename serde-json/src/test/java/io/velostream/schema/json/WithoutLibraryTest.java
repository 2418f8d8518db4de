// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.model.InvalidSchemaException;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** The validator library is optional: without it schemas are judged by programs. */
class WithoutLibraryTest {

  private static final String LIBRARY = "com.networknt.";

  /** Loaded where the library is not; answers in text, which all loaders share. */
  public static final class Probe implements Callable<String> {

    private static final int STEPS = 100_000;

    @Override
    public String call() throws Exception {
      JsonNode value = SchemaTexts.MAPPER.readTree("{\"a\":\"2020-01-32\"}");
      JsonSchema format =
          JsonSchema.parse("{\"properties\":{\"a\":{\"format\":\"date\",\"pattern\":\"-\"}}}");
      JsonSchema any = JsonSchema.parse("{\"properties\":{\"a\":{\"enum\":[\"2020-01-32\"]}}}");
      JsonSchema wrong = JsonSchema.parse("{\"minLength\":-1}");
      List<String> said = new ArrayList<>();
      said.add("format " + format.admits(value, STEPS, STEPS));
      said.add("any " + any.admits(value, STEPS, STEPS));
      said.add("differences " + JsonFormat.INSTANCE.incompatibilities(format, any).size());
      try {
        said.add("wrong " + wrong.admits(value, STEPS, STEPS));
      } catch (InvalidSchemaException e) {
        said.add(
            e.getMessage().contains("minLength is below zero; mend the schema")
                ? "names the keyword"
                : e.getMessage());
      }
      return String.join(", ", said);
    }
  }

  private static ClassLoader withoutLibrary() throws Exception {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<URL> urls = new ArrayList<>();
    for (String each : path.split(File.pathSeparator)) {
      urls.add(new File(each).toURI().toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader()) {
      @Override
      protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(LIBRARY)) {
          throw new ClassNotFoundException(name);
        }
        return super.loadClass(name, resolve);
      }
    };
  }

  @Test
  void judgesByPrograms() throws Exception {
    Class<?> probe = withoutLibrary().loadClass(Probe.class.getName());
    Callable<?> made = (Callable<?>) probe.getDeclaredConstructor().newInstance();

    assertThat(probe).isNotSameAs(Probe.class);
    assertThat(made.call()).isEqualTo("format false, any true, differences 1, names the keyword");
  }
}
