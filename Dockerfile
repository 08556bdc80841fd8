# One image for web, worker, beat and the one-shot migration, and one for the simulator of the
# demo: see docker-compose.yml. What builds it is not in it.
FROM node:22-bookworm-slim AS front_end
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund


FROM python:3.13-slim-bookworm AS packages
ENV UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy \
    UV_PYTHON_DOWNLOADS=never
RUN pip install --no-cache-dir --quiet uv==0.13.9
WORKDIR /app
# Before the code, because they change less often.
COPY pyproject.toml uv.lock .python-version ./
RUN uv sync --locked --no-default-groups --no-cache


FROM python:3.13-slim-bookworm AS site
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    STATE_DIR=/state \
    KEEP_DIR=/keep
RUN useradd --create-home --uid 10001 flickrweb \
    && install -d -m 700 -o flickrweb -g flickrweb /state /keep
WORKDIR /app
COPY --from=packages /app/.venv .venv
COPY --from=front_end /app/node_modules node_modules
COPY manage.py LICENSE README.md ./
COPY accounts accounts
COPY flickrweb flickrweb
COPY galleries galleries
COPY static static
COPY templates templates

# The file system is read-only later: bytecode and static files belong to the release. The values
# here are used for nothing else.
RUN python -m compileall -q accounts flickrweb galleries \
    && SECRET_KEY=only-to-collect SEALING_KEYS=only-to-collect STATE_DIR=/tmp/state \
    python manage.py collectstatic --no-input \
    && rm -rf /tmp/state

USER flickrweb
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "flickrweb.wsgi:application", \
     "--host", "0.0.0.0", "--port", "8000", "--no-ws", \
     "--workers", "2", "--blocking-threads", "4", \
     "--respawn-failed-workers", "--workers-kill-timeout", "10"]


# The simulator draws its own pictures, with packages that production does without.
FROM packages AS demo_packages
RUN uv sync --locked --no-default-groups --group demo --no-cache

FROM site AS simulator
COPY --from=demo_packages /app/.venv .venv
EXPOSE 8001
CMD ["python", "-m", "galleries.flickr.simulator", "--host", "0.0.0.0", "--state", "/state"]


# What a plain "docker build ." makes.
FROM site
