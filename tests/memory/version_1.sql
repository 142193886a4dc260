-- A database as the first migration left it, with something in it. Never changed: what comes later must bring it up to
-- date.
CREATE TABLE migrations (number INTEGER NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (number));
CREATE TABLE claims (message BIGINT NOT NULL PRIMARY KEY, at BIGINT NOT NULL);
CREATE TABLE answers (
    question BIGINT NOT NULL PRIMARY KEY, answer BIGINT NOT NULL, channel BIGINT NOT NULL,
    server BIGINT NOT NULL, person BIGINT NOT NULL, entries TEXT NOT NULL, at BIGINT NOT NULL);
CREATE INDEX answers_by_answer ON answers (answer);
CREATE INDEX answers_by_channel ON answers (channel, at);
CREATE TABLE study_channels (
    channel BIGINT NOT NULL PRIMARY KEY, server BIGINT NOT NULL, manner TEXT NOT NULL, opened_by BIGINT,
    opened_at BIGINT NOT NULL);
INSERT INTO migrations VALUES (1, 1772366400000000);
INSERT INTO claims VALUES (1, 1772366400000000);
INSERT INTO answers VALUES (1, 1001, 10, 100, 7, 'kettle', 1772366400000000);
INSERT INTO answers VALUES (-1, -2, 10, 100, -3, 'tcp udp', 1772366400123456);
INSERT INTO study_channels VALUES (10, 100, 'answer', 7, 1772366400000000);
INSERT INTO study_channels VALUES (11, 100, 'shadow', NULL, 1772366400000000);
