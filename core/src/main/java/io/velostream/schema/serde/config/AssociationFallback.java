// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

/** What names the subjects of topics for which the registry has no association. */
public enum AssociationFallback {
  TOPIC,
  RECORD,
  TOPIC_RECORD,
  NONE
}
