# Logto with this connector in it. It is part of the image and not of a volume: a volume over the
# folder of the connectors would hide the official ones that a newer Logto brings along.
FROM svhd/logto:1.43
# As in Dockerfile: take the same for both, they have to understand each other.
ARG CONNECTOR=connector-whatsapp-otp
COPY logto.Dockerfile *.tgz /packages/
# Logto's command ends with 0 even when it has added nothing.
RUN npm run cli connector add "$CONNECTOR" \
  && test -f packages/core/connectors/connector-whatsapp-otp/lib/index.js
