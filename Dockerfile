# One image for every service; docker-compose.yml gives each its command.
FROM python:3.13-slim

# Cards are drawn in any script: the fonts that the packages do not bring.
RUN apt-get update \
    && apt-get install -y --no-install-recommends fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/publisher --create-home publisher \
    && chmod 700 /var/lib/publisher

ENV PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PUBLISHER_HOME=/var/lib/publisher

WORKDIR /usr/src/publisher
# The libraries come first: they change less often than the code.
COPY requirements.lock requirements-build.lock ./
RUN pip install --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY publisher publisher
COPY cards cards
COPY tasks tasks
# What builds it comes by hash too, and goes again in the same step.
RUN pip install --require-hashes --target /tmp/build -r requirements-build.lock \
    && PYTHONPATH=/tmp/build pip install --no-deps --no-build-isolation . && rm -r /tmp/build \
    && python -m compileall -q /usr/local/lib/python3.13/site-packages/publisher

# Elsewhere than the source, so that what runs is what was installed.
WORKDIR /var/lib/publisher
USER publisher
EXPOSE 8000
CMD ["publisher", "--help"]
