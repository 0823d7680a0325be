# Følg op for production: web, worker and beat are the same image with different commands.

FROM python:3.13-slim-bookworm AS packages
COPY requirements-run.lock .
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --disable-pip-version-check \
        --only-binary :all: --require-hashes --requirement requirements-run.lock

FROM python:3.13-slim-bookworm
RUN apt-get update \
    && apt-get install --yes --no-install-recommends tesseract-ocr tesseract-ocr-dan \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home folgop \
    && install --directory --owner folgop --group folgop --mode 0750 /data
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
# Nobody may write here later, and each file that is read starts children anew.
RUN /venv/bin/python -m compileall -q actions config meetings tracker
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    OMP_THREAD_LIMIT=1 \
    FOLGOP_DATA=/data \
    FOLGOP_PRODUCTION=1
USER folgop
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(r.Request('http://127.0.0.1:8000/healthz', headers={'Host': os.environ.get('FOLGOP_HOSTS', 'localhost').split(',')[0], 'X-Forwarded-Proto': 'https'}), timeout=4)"]
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--graceful-timeout", "10", "--max-requests", "5000", "--max-requests-jitter", "500", "--no-control-socket"]
