// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

import javax.net.ssl.SSLContext;

/**
 * A given TLS context.
 *
 * @param context the context
 */
record FixedTls(SSLContext context) implements Tls {}
