// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.velostream.schema.json.WithoutModules;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionalModulesTest {

  private static URL[] withoutModules() throws MalformedURLException {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<URL> urls = new ArrayList<>();
    for (String entry : all.split(File.pathSeparator)) {
      String name = Path.of(entry).getFileName().toString();
      if (!name.startsWith("jackson-datatype-") && !name.startsWith("jackson-module-")) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }

  @Test
  void withoutThemClassesThatNeedThemAreRefusedBeforeASchemaIsRegistered() throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(withoutModules(), ClassLoader.getPlatformClassLoader())) {
      var check = loader.loadClass(WithoutModules.class.getName()).getMethod("check");

      assertThatCode(() -> check.invoke(null)).doesNotThrowAnyException();
    }
  }

  /** As the class loader of a plugin does, whose Jackson is another one than the application's. */
  @Test
  void modulesOfAnotherJacksonAreNotUsed() throws Exception {
    ClassLoader application = OptionalModulesTest.class.getClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(withoutModules(), ClassLoader.getPlatformClassLoader()) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            return name.startsWith("com.fasterxml.jackson.datatype.")
                    || name.startsWith("com.fasterxml.jackson.module.")
                ? application.loadClass(name)
                : super.findClass(name);
          }
        }) {
      var check = loader.loadClass(WithoutModules.class.getName()).getMethod("check");

      assertThatCode(() -> check.invoke(null)).doesNotThrowAnyException();
    }
  }
}
