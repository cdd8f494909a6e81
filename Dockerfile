# The portal as a container: gunicorn by default; the worker and the preparation of the database
# are the same image with other commands, see compose.yaml.

FROM python:3.11-slim AS build
WORKDIR /app
RUN python -m venv .venv
COPY requirements.txt .
RUN .venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check \
    --require-hashes --only-binary :all: -r requirements.txt
COPY . .
RUN .venv/bin/python -m babel.messages.frontend --quiet compile -D django -d locale \
    && .venv/bin/python -m compileall -q .

FROM python:3.11-slim
WORKDIR /app
# Group 101 is nginx's in its official image: what the portal writes, nginx may read.
RUN useradd --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin portal \
    && install -d -o 10001 -g 101 -m 0750 /data /data/static /data/media
COPY --from=build /app /app
ENV HOST=0.0.0.0 \
    PORT=8000 \
    DATA_DIR=/data \
    DEMO=0 \
    PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1
USER 10001:101
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "script/healthcheck", "/healthz"]
CMD ["python", "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
