// What the tests of API Management share.
import { ApiManagementClient } from "@azure/arm-apimanagement";
import { credential, subscription } from "./azure.mjs";

export const service = "sandbox";
export const any = "*"; // an If-Match for whatever version there is

export function gateway(url = process.env.SANDBOX_URL) {
  return new ApiManagementClient(credential(url), subscription, { endpoint: url });
}

export function backendId(name) {
  return `/subscriptions/${subscription}/resourceGroups/sandbox/providers/Microsoft.ApiManagement/service/${service}/backends/${name}`;
}

export function single(host, more = {}) {
  return { url: `https://${host}/openai/v1`, protocol: "http", ...more };
}

export function pool(...names) {
  return { typePropertiesType: "Pool", pool: { services: names.map((name) => ({ id: backendId(name), weight: 10, priority: 1 })) } };
}
