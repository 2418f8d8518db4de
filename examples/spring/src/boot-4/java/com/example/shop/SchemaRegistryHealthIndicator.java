// SPDX-License-Identifier: Apache-2.0
package com.example.shop;

import io.velostream.schema.event.BackgroundState;
import io.velostream.schema.event.SchemaHealth;
import io.velostream.schema.serde.shared.ResolverLease;
import io.velostream.schema.serde.shared.SchemaResolvers;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/** The health of the resolver that all clients of the application share. */
@Component
class SchemaRegistryHealthIndicator implements HealthIndicator, DisposableBean {

  private final ResolverLease lease;

  SchemaRegistryHealthIndicator(ConsumerFactory<?, ?> factory) {
    lease = SchemaResolvers.shared(factory.getConfigurationProperties());
  }

  @Override
  public Health health() {
    SchemaHealth health = lease.resolver().health();
    boolean hasEnded = health.background().status() == BackgroundState.Status.ENDED;
    return (hasEnded ? Health.down() : Health.up())
        .withDetail("registry", health.reachability())
        .withDetail("degraded", health.isDegraded())
        .withDetail("background", health.background().status())
        .build();
  }

  @Override
  public void destroy() {
    lease.close();
  }
}
