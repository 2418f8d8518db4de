// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.SchemaRegistryExtension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Compiles, runs or compares with the project every code block of README.md and the pages. */
@ExtendWith(SchemaRegistryExtension.class)
class DocumentationTest {

  /**
   * {@code text} is for what a program prints; {@code sql} is run by a test of {@code sql-flink}.
   */
  private static final Set<String> LANGUAGES =
      Set.of("java", "json", "mermaid", "properties", "sh", "sql", "text", "xml", "yaml");

  private static final Pattern INLINE = Pattern.compile("`(mvn [^`]+)`", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]*)(#[^)\\s]*)?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  /** The folder and the token endpoint that pages use as examples. */
  private static final String CERTIFICATES = "/etc/certs";

  private static final String TOKEN_ENDPOINT = "https://idp.example.com/token";
  private static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

  @TempDir private static Path folder;
  private static ClassLoader before;
  private static URLClassLoader documented;
  private static DocumentedCommands commands;

  @BeforeAll
  static void prepare() throws Exception {
    commands = new DocumentedCommands();
    System.setProperty(ALLOWED, TOKEN_ENDPOINT);
    Files.writeString(folder.resolve("ca.pem"), anyCertificate(), UTF_8);
    DocumentedClasses.compileWhatIsNotShown(folder);
    before = Thread.currentThread().getContextClassLoader();
    documented = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before);
    for (CodeBlock block : blocksOf("java")) {
      if (ApplicationFiles.hold(block)) {
        continue;
      }
      assertThat(DocumentedClasses.faults(block, folder)).as(block.toString()).isEmpty();
    }
  }

  @AfterAll
  static void close() throws IOException {
    System.clearProperty(ALLOWED);
    documented.close();
  }

  private static String anyCertificate() throws Exception {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    X509Certificate first =
        ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers()[0];
    return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
        .formatted(Base64.getMimeEncoder().encodeToString(first.getEncoded()));
  }

  static List<CodeBlock> blocks() throws IOException {
    return CodeBlock.all();
  }

  private static List<CodeBlock> blocksOf(String language) throws IOException {
    return blocks().stream().filter(block -> block.language().equals(language)).toList();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void saysWhatIsTrue(CodeBlock block, EmbeddedSchemaRegistry registry) throws Exception {
    assertThat(LANGUAGES).as("the language of " + block).contains(block.language());
    Thread.currentThread().setContextClassLoader(documented);
    try {
      assertThat(faults(block, registry)).as(block.toString()).isEmpty();
    } catch (ConfigException | InvocationTargetException e) {
      throw new AssertionError(block.toString(), e);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static List<String> faults(CodeBlock block, EmbeddedSchemaRegistry registry)
      throws Exception {
    if (ApplicationFiles.hold(block)) {
      return List.of();
    }
    return switch (block.language()) {
      case "java" -> {
        run(DocumentedClasses.className(block), registry);
        yield List.of();
      }
      case "json" -> {
        new ObjectMapper().readTree(block.text());
        yield List.of();
      }
      case "properties" ->
          DocumentedSettings.faultsOfProperties(
              block.text().replace(CERTIFICATES, folder.toString()));
      case "mermaid" ->
          block.text().startsWith("flowchart") // drawn by the tests of the site
              ? List.of()
              : DocumentedCalls.faults(block.text());
      case "sh" -> commands.faults(block.text());
      case "xml" -> faultsOfXml(block.text());
      case "yaml" -> DocumentedSettings.faultsOfYaml(block.text());
      default -> List.of();
    };
  }

  /** Runs the tests of a class, and the static methods that take nothing but settings. */
  private static void run(String className, EmbeddedSchemaRegistry registry) throws Exception {
    Class<?> type = documented.loadClass(className);
    for (Method method : type.getDeclaredMethods()) {
      method.setAccessible(true);
      if (method.isAnnotationPresent(Test.class)) {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        method.invoke(constructor.newInstance(), registry);
      } else if (Modifier.isStatic(method.getModifiers())
          && List.of(method.getParameterTypes()).equals(List.of(Map.class))) {
        assertThat(method.invoke(null, Map.of("schema.registry.url", registry.url()))).isNotNull();
      }
    }
  }

  /** Dependencies on this project must be in its BOM, in its version. */
  private static List<String> faultsOfXml(String text) throws Exception {
    Element bom = parsed(Files.readString(CodeBlock.ROOT.resolve("bom/pom.xml"), UTF_8));
    String version = child(bom, "version");
    List<String> published = new ArrayList<>(List.of(child(bom, "artifactId")));
    elements(bom).forEach(each -> published.add(child(each, "artifactId")));
    List<String> faults = new ArrayList<>();
    for (Element dependency : elements(parsed(text))) {
      if (!child(dependency, "groupId").equals(child(bom, "groupId"))) {
        faults.add("unknown group " + child(dependency, "groupId"));
      } else if (!published.contains(child(dependency, "artifactId"))) {
        faults.add("unknown artifact " + child(dependency, "artifactId"));
      } else if (!child(dependency, "version").equals(version)) {
        faults.add("the version is " + version);
      }
    }
    return faults;
  }

  private static Element parsed(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(UTF_8)))
        .getDocumentElement();
  }

  private static List<Element> elements(Element root) {
    NodeList found = root.getElementsByTagName("dependency");
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return root.getTagName().equals("dependency") ? List.of(root) : elements;
  }

  private static String child(Element element, String name) {
    return element.getElementsByTagName(name).item(0).getTextContent().strip();
  }

  static Stream<Path> pages() throws IOException {
    return CodeBlock.pages().stream();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void namesCommandsThatWork(Path page) throws IOException {
    String text = Files.readString(page, UTF_8).replaceAll("(?ms)^ *```.*?^ *```$", "");
    for (MatchResult found : INLINE.matcher(text).results().toList()) {
      String command = found.group(1).replaceAll("\\s+", " ").replaceAll("<[a-z]+>", "x");

      assertThat(commands.faults(command)).as("%s: %s", page, command).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void hasLinksThatLeadSomewhere(Path page) throws IOException {
    for (MatchResult link : LINK.matcher(Files.readString(page, UTF_8)).results().toList()) {
      Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1)).normalize();

      assertThat(target).as("%s: %s", page, link.group()).exists();
      if (link.group(2) != null) {
        assertThat(anchors(target)).as("%s: %s", page, link.group()).contains(link.group(2));
      }
    }
  }

  /** The anchors of a page's headings, as GitHub makes them. */
  private static Set<String> anchors(Path page) throws IOException {
    return HEADING
        .matcher(Files.readString(page, UTF_8))
        .results()
        .map(found -> found.group(1).toLowerCase(Locale.ROOT))
        .map(title -> "#" + title.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  /** One place says each figure and each version; README.md repeats some. */
  @Test
  void theReadmeRepeatsTheRowsOfOtherPages() throws IOException {
    List<String> readme = Files.readAllLines(CodeBlock.ROOT.resolve("README.md"), UTF_8);
    for (Map.Entry<String, String> each :
        Map.of("## Versions", "compatibility.md", "## Speed", "performance.md").entrySet()) {
      List<String> rows = rows(readme, each.getKey());
      Path page = CodeBlock.ROOT.resolve("docs").resolve(each.getValue());

      assertThat(rows).as(each.getKey()).hasSizeBetween(5, 12);
      assertThat(Files.readAllLines(page, UTF_8)).as(each.getValue()).containsAll(rows);
    }
  }

  private static List<String> rows(List<String> lines, String title) {
    return lines.subList(lines.indexOf(title) + 1, lines.size()).stream()
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("| ") && !line.startsWith("| |"))
        .toList();
  }
}
