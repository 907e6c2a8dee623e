"""Encrypted columns for personal data: AES-GCM, a key id in front, each ciphertext bound to its row and column.

Settings: VAULT_KEYS maps a key id to 256 bits in hex; the last key encrypts, every key decrypts. The first key also
makes the blind indexes, so it stays until they are computed again.
"""

import base64
import hashlib
import hmac
import os
import uuid
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core import checks
from django.db import models

from gromada.core.text import fold

_NONCE = 12


class Unopenable(Exception):  # noqa: N818 - named as a sentence reads
    """A ciphertext that does not belong where it stands, was altered, or whose key is missing."""


class Sealed(str):
    """A ciphertext as the column keeps it: ``k1:`` and base64 of nonce and ciphertext."""

    __slots__ = ()


class _Kept:
    """A plain text waiting to be saved; shows nothing in a traceback or a dump of the instance."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return "<kept in the vault>"

    __str__ = __repr__


@lru_cache(maxsize=16)
def _cipher(key: str) -> AESGCM:
    return AESGCM(bytes.fromhex(key))


def seal(text: str, bound_to: str) -> Sealed:
    """Encrypts ``text`` with the newest key; only ``unseal`` with the same ``bound_to`` opens it."""
    key_id, key = list(settings.VAULT_KEYS.items())[-1]
    nonce = os.urandom(_NONCE)
    ciphertext = _cipher(key).encrypt(nonce, text.encode(), bound_to.encode())
    return Sealed(f"{key_id}:{base64.b64encode(nonce + ciphertext).decode()}")


def unseal(sealed: str, bound_to: str) -> str:
    """The plain text. Unopenable when the ciphertext was moved or altered, or its key is not in VAULT_KEYS."""
    key_id, colon, body = sealed.partition(":")
    if not colon or key_id not in settings.VAULT_KEYS:
        raise Unopenable(
            f"{bound_to}: the key of this ciphertext is not in VAULT_KEYS. Restore the key of the home it was made in."
        )
    try:
        data = base64.b64decode(body, validate=True)
        return _cipher(settings.VAULT_KEYS[key_id]).decrypt(data[:_NONCE], data[_NONCE:], bound_to.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise Unopenable(
            f"{bound_to}: this ciphertext was altered or moved here from another row or column."
        ) from error


@lru_cache(maxsize=64)
def _index_key(key: str, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"blind-index:{purpose}".encode()).derive(
        bytes.fromhex(key)
    )


def blind_index(value: str, purpose: str) -> str:
    """64 hex characters that are equal for texts equal after folding (case, marks, spaces), to find a person without
    plain text.

    ``purpose`` separates columns ("pesel", "name"): the same text gives unrelated indexes for two purposes.
    """
    first_key = next(iter(settings.VAULT_KEYS.values()))
    return hmac.new(_index_key(first_key, purpose), fold(value).encode(), hashlib.sha256).hexdigest()


class VaultId(models.UUIDField):
    """The random id that ciphertexts of a row are bound to (the pk is not known before the insert). Call it
    ``vault_id``.
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs | {"default": uuid.uuid4, "editable": False, "unique": True})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("default", "editable", "unique"):
            kwargs.pop(fixed)
        return name, path, args, kwargs


class _Opener:
    """The attribute of a VaultField: decrypts on each access, so that a row that is only listed is never opened."""

    def __init__(self, field: "VaultField") -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type | None = None) -> object:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            # Not refresh_from_db: it would read the attribute of another instance, and so open it.
            rows = type(instance)._base_manager.using(instance._state.db).filter(pk=instance.pk)
            instance.__dict__[name] = rows.values_list(name, flat=True).get()
        value = instance.__dict__[name]
        if isinstance(value, Sealed):
            return unseal(value, self.field.bound_to(instance))
        return value.text if isinstance(value, _Kept) else value

    def __set__(self, instance: models.Model, value: object) -> None:
        if isinstance(value, str) and value and not isinstance(value, Sealed):
            value = _Kept(value)
        instance.__dict__[self.field.attname] = value


class VaultField(models.TextField):
    """A text kept encrypted and bound to its row; the model needs ``vault_id = VaultId()``.

    Reading the attribute decrypts. ``values()`` gives ciphertext. Only saving an instance (or bulk_create) encrypts:
    ``update``, ``bulk_update``, filters and fixtures are refused, so that no plain text can reach the database. NULL
    and "" are kept as they are.
    """

    description = "Encrypted text"

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        if not cls._meta.abstract:
            setattr(cls, self.attname, _Opener(self))

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "gromada.core.vault.VaultField", args, kwargs

    def check(self, **kwargs) -> list:
        problems = super().check(**kwargs)
        if not any(isinstance(field, VaultId) and field.name == "vault_id" for field in self.model._meta.fields):
            problems.append(
                checks.Error(f"{self} needs vault_id = VaultId() on its model.", obj=self, id="gromada.E002")
            )
        return problems

    def bound_to(self, instance: models.Model) -> str:
        """What the ciphertext is bound to: model, column and row."""
        row = self.model._meta.get_field("vault_id").to_python(instance.vault_id)
        return f"{self.model._meta.label_lower}.{self.attname}:{row}"

    def from_db_value(self, value: str | None, expression, connection) -> Sealed | str | None:  # noqa: ARG002 - Django's signature
        return Sealed(value) if value else value

    def pre_save(self, model_instance: models.Model, add: bool) -> object:
        value = model_instance.__dict__.get(self.attname)
        if isinstance(value, _Kept):
            value = model_instance.__dict__[self.attname] = seal(value.text, self.bound_to(model_instance))
        elif isinstance(value, Sealed) and add:
            # A copied row has a vault_id of its own: its texts are set again, not carried over.
            unseal(value, self.bound_to(model_instance))
        return value

    def get_lookup(self, lookup_name: str):
        if lookup_name not in {"exact", "isnull"}:
            raise TypeError(f"{self} is encrypted: {lookup_name} finds nothing in it; find rows by a blind_index.")
        return super().get_lookup(lookup_name)

    def get_prep_value(self, value: object) -> str | None:
        if value in (None, ""):
            return value
        if not isinstance(value, Sealed):
            raise TypeError(f"{self} is encrypted: set it and save the row; find rows by a blind_index.")
        return value

    def value_to_string(self, obj: models.Model) -> str:  # noqa: ARG002 - Django's signature
        raise TypeError(f"{self} is encrypted and goes into no fixture: use gromada backup.")
