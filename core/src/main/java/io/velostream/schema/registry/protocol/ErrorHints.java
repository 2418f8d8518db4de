// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

/** Advice for error responses of a registry. */
final class ErrorHints {

  private ErrorHints() {}

  /** Returns the advice for an error code of the registry, which may be a plain HTTP status. */
  static String onCode(int code) {
    return switch (code) {
      case 40401 -> "check the subject's name and context, or register the schema first";
      case 40402 -> "check the version";
      case 40403 -> "check that this is the registry that the schema was registered with";
      case 40404, 40405, 40406, 40407 -> "check whether it is deleted, softly or for good";
      case 40408, 40409 -> "ask for the global setting, or set one here";
      case 40901 -> "make the schema compatible, or change the subject's compatibility level";
      case 42201 -> "check that the schema and its references are valid";
      case 42202 -> "a version is a number from 1, or 'latest'";
      case 42203 -> "check the compatibility level";
      case 42204, 42205 -> "check the registry's mode for this subject";
      case 42206 -> "delete the schemas that refer to it first";
      case 42208 -> "check the subject's name";
      default -> onStatus(code);
    };
  }

  /** Returns the advice for an HTTP status. */
  static String onStatus(int status) {
    return switch (status) {
      case 401 -> "check the credentials for the registry";
      case 403 -> "check what these credentials may do at the registry";
      case 404 ->
          "this registry may not support it, or this URL may not be a registry's: check"
              + " schema.registry.url";
      case 405, 501 -> "this registry does not support it";
      case 407 -> "check the credentials for the proxy";
      case 413 -> "the request is too large for the registry or a proxy before it";
      default -> "a retry does not help; check the request and schema.registry.url";
    };
  }
}
