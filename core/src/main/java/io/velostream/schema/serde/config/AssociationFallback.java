// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

/** The strategy that names the subjects of topics without an association. */
public enum AssociationFallback {
  TOPIC,
  RECORD,
  TOPIC_RECORD,
  NONE
}
