// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.settings.EncryptionKey;
import io.velostream.schema.settings.KeyProvider;
import io.velostream.schema.settings.SnapshotEncryption;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotKeyRingTest {

  @TempDir private Path temp;

  @Test
  void givesEachKeyAnIdOfItsOwnThatIsTheSameEverywhere() {
    KeyProvider one = open(SnapshotSamples.keys(1));
    KeyProvider rotated = open(SnapshotSamples.keys(2, 1));

    assertThat(rotated.find(one.current().id())).isEqualTo(one.current());
    assertThat(rotated.find(rotated.current().id())).isEqualTo(rotated.current());
    assertThat(rotated.current().id()).isNotEqualTo(one.current().id());
    assertThat(one.find("unknown")).isNull();
  }

  @Test
  void readsAFileWithTheCurrentKeyFirst() throws Exception {
    Path file =
        Files.writeString(
            temp.resolve("keys"),
            "# rotated in March\n\n"
                + SnapshotSamples.key(2)
                + "\n  "
                + SnapshotSamples.key(1)
                + "\n");

    KeyProvider keys = open(new SnapshotEncryption.KeyFile(file.toString()));

    assertThat(keys.current()).isEqualTo(open(SnapshotSamples.keys(2)).current());
    assertThat(keys.find(open(SnapshotSamples.keys(1)).current().id())).isNotNull();
  }

  @Test
  void refusesAFileWithoutKeysNamingItAndShowingNothing() throws Exception {
    Path missing = temp.resolve("missing");
    Path empty = Files.writeString(temp.resolve("empty"), "# nothing\n");
    Path wrong = Files.writeString(temp.resolve("wrong"), "c2VjcmV0\n");

    for (Path file : List.of(missing, empty, wrong)) {
      assertThatThrownBy(() -> open(new SnapshotEncryption.KeyFile(file.toString())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(file.toString())
          .hasMessageNotContaining("c2VjcmV0");
    }
  }

  @Test
  void readsAPkcs12StoreWithAllItsKeys() throws Exception {
    Path file = keyStore("hush", 1, 2);

    KeyProvider keys = open(new SnapshotEncryption.KeyStoreFile(file.toString(), "hush", "key-2"));

    assertThat(keys.current()).isEqualTo(open(SnapshotSamples.keys(2)).current());
    assertThat(keys.find(open(SnapshotSamples.keys(1)).current().id())).isNotNull();
  }

  @Test
  void refusesAStoreWithAnotherPasswordOrWithoutTheKey() throws Exception {
    Path file = keyStore("hush", 1);

    assertThatThrownBy(
            () -> open(new SnapshotEncryption.KeyStoreFile(file.toString(), "psst", "key-1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file.toString())
        .hasMessageNotContaining("psst");
    assertThatThrownBy(
            () -> open(new SnapshotEncryption.KeyStoreFile(file.toString(), "hush", "key-9")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("key-9");
  }

  @Test
  void makesAnObjectOfTheUsersClassAndHandsItTheOptions() {
    KeyProvider keys =
        open(
            new SnapshotEncryption.ProviderClass(
                FromOptions.class, Map.of("number", "3", "name", "vault-3")));

    assertThat(keys.current().id()).isEqualTo("vault-3");
    assertThat(keys.find("vault-3")).isEqualTo(keys.current());
  }

  @Test
  void refusesAClassThatCannotBeMade() {
    assertThatThrownBy(() -> open(new SnapshotEncryption.ProviderClass(Hidden.class, Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Hidden.class.getName());
  }

  @Test
  void usesNoKeyOnlyWhereNoneIsAskedFor() {
    assertThat(SnapshotKeyRing.of(new SnapshotEncryption.None())).isNull();
  }

  @Test
  void refusesKeysOfAnotherLengthAndNeverShowsThem() {
    String shortKey = Base64.getEncoder().encodeToString(new byte[16]);

    assertThatThrownBy(() -> new SnapshotEncryption.GivenKeys(shortKey, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16")
        .hasMessageNotContaining(shortKey);
    assertThatThrownBy(() -> new SnapshotEncryption.GivenKeys("no base64 !", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("no base64 !");
    assertThatThrownBy(() -> new EncryptionKey("a", new SecretKeySpec(new byte[16], "AES")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("128 bits");
    assertThat(
            List.of(
                    SnapshotSamples.keys(1, 2),
                    new SnapshotEncryption.KeyStoreFile("f", "hush", "a"),
                    new SnapshotEncryption.ProviderClass(FromOptions.class, Map.of("t", "hush")),
                    open(SnapshotSamples.keys(1)).current())
                .toString())
        .doesNotContain("hush", SnapshotSamples.key(1), SnapshotSamples.key(2));
  }

  private static KeyProvider open(SnapshotEncryption encryption) {
    return Objects.requireNonNull(SnapshotKeyRing.of(encryption));
  }

  private Path keyStore(String password, int... numbers) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (int number : numbers) {
      byte[] key = Base64.getDecoder().decode(SnapshotSamples.key(number));
      store.setEntry(
          "key-" + number,
          new KeyStore.SecretKeyEntry(new SecretKeySpec(key, "AES")),
          new KeyStore.PasswordProtection(password.toCharArray()));
    }
    Path file = temp.resolve("keys.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, password.toCharArray());
    }
    return file;
  }

  /** A user's provider. */
  public static final class FromOptions implements KeyProvider {

    private Map<String, String> options = Map.of();

    @Override
    public void configure(Map<String, String> options) {
      this.options = options;
    }

    @Override
    public EncryptionKey current() {
      byte[] key =
          Base64.getDecoder().decode(SnapshotSamples.key(Integer.parseInt(options.get("number"))));
      return new EncryptionKey(options.get("name"), new SecretKeySpec(key, "AES"));
    }

    @Override
    public EncryptionKey find(String id) {
      return id.equals(options.get("name")) ? current() : null;
    }
  }

  private static final class Hidden implements KeyProvider {

    @Override
    public EncryptionKey current() {
      throw new IllegalStateException();
    }

    @Override
    public EncryptionKey find(String id) {
      return null;
    }
  }
}
