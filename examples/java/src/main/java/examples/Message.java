package examples;

import java.util.Map;

/**
 * @param headers what the propagator wrote when the message was put in: for W3C Trace Context a {@code traceparent}
 */
record Message(String orderId, Map<String, String> headers) {}
