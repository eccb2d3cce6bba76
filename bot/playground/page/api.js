// The addresses of the playground. Every failure is an Error whose message can be shown.

async function request(path, options) {
  let answer;
  try {
    answer = await fetch(`/playground/${path}`, options);
  } catch {
    throw new Error("Không nối được với máy chủ chạy thử.");
  }
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error);
  return body;
}

export const get = (path, query = {}) => request(`${path}?${new URLSearchParams(query)}`);

export const post = (path, body) =>
  request(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const upload = (path, fields) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return request(path, { method: "POST", body: form });
};
