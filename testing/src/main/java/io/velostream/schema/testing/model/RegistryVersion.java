// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.model;

/** The generation of servers that a registry emulates. Both accept the same requests. */
public enum RegistryVersion {
  /**
   * Servers from 8.0: registering answers the whole registered schema, answers carry the GUID, and
   * an incompatible schema is error 40901.
   */
  CURRENT,
  /**
   * Older and other servers: registering answers the id alone, GUIDs are unknown, the answer by id
   * has neither subject nor version, and an incompatible schema is error 409.
   */
  LEGACY
}
