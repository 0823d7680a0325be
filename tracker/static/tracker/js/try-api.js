// The page to try the API: Swagger UI on our own description, as who is logged in.
(() => {
  const place = document.getElementById("try-api");
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["x-csrftoken"];
  window.SwaggerUIBundle({
    url: place.dataset.description,
    domNode: place,
    docExpansion: "list",
    // What is sent to others, or kept in the browser: nothing.
    validatorUrl: null,
    persistAuthorization: false,
    tryItOutEnabled: true,
    requestInterceptor: (request) => {
      if (request.method && request.method !== "GET") request.headers["X-CSRFToken"] = token;
      return request;
    },
  });
})();
