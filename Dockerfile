# One image for web, worker, beat and the one-shot migration: see docker-compose.yml.
FROM node:22-bookworm-slim AS front_end
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM python:3.13-slim-bookworm

ENV PYTHONUNBUFFERED=1 \
    UV_LINK_MODE=copy \
    UV_PYTHON_DOWNLOADS=never \
    PATH=/app/.venv/bin:$PATH

RUN useradd --create-home --uid 10001 flickrweb \
    && pip install --no-cache-dir --quiet uv==0.13.9
WORKDIR /app

# Packages first: they change less often than the code.
COPY pyproject.toml uv.lock .python-version ./
RUN uv sync --locked --no-default-groups --no-cache

COPY manage.py LICENSE README.md ./
COPY accounts accounts
COPY flickrweb flickrweb
COPY galleries galleries
COPY static static
COPY templates templates
COPY --from=front_end /app/node_modules node_modules

# Static files belong to the release. The values here are used for nothing else.
RUN SECRET_KEY=only-to-collect SEALING_KEYS=only-to-collect STATE_DIR=/tmp/state \
    python manage.py collectstatic --no-input \
    && install -d -o flickrweb -g flickrweb /state

ENV STATE_DIR=/state
VOLUME /state
USER flickrweb
EXPOSE 8000

CMD ["granian", "--interface", "wsgi", "flickrweb.wsgi:application", \
     "--host", "0.0.0.0", "--port", "8000", "--no-ws", \
     "--workers", "2", "--blocking-threads", "4", \
     "--respawn-failed-workers", "--workers-kill-timeout", "10"]
