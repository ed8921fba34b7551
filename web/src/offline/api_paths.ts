/** Matches paths of the API, which the app's own addresses must not have. */
export const API_PATH =
  /^\/(account|admin|app-passwords|audit|collections|downloads|email|events|facets|files|livez|login|logout|map|me|mfa|music|objects|openapi\.json|outline|passkeys|password|readyz|reauthenticate|retrieve|sessions|signup|similar|timeline|token|trash|upload|uploads)(\/|\?|$)/;
