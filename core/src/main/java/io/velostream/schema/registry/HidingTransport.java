// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Takes secrets out of refusals, since some servers repeat what they were sent, and a refusal's
 * text ends up in exceptions and logs.
 */
final class HidingTransport implements Transport {

  private final List<String> secrets;
  private final Transport next;

  HidingTransport(List<String> secrets, Transport next) {
    this.secrets = List.copyOf(secrets);
    this.next = next;
  }

  @Override
  public CompletableFuture<RegistryResponse> send(RegistryRequest request, Deadline deadline) {
    return next.send(request, deadline)
        .thenApply(answer -> answer.isSuccess() ? answer : withoutSecrets(answer));
  }

  private RegistryResponse withoutSecrets(RegistryResponse answer) {
    String body = answer.body();
    for (String secret : secrets) {
      body = body.replace(secret, "[hidden]");
    }
    return new RegistryResponse(answer.endpoint(), answer.status(), answer.headers(), body);
  }
}
