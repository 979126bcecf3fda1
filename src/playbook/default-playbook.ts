import { defaultTemplates } from './default-templates.ts';
import type { Playbook } from './playbook.ts';

/**
 * What a desk starts with: Larch & Loom's catalogue, six queues that share the 27 intents, and what may be answered how. Only
 * questions whose answer is the same for everybody may be answered automatically; what touches an order, money or an account
 * is drafted for review; complaints and wishes for a person are written by a person.
 */
export const defaultPlaybook: Playbook = {
  version: '1',
  shopName: 'Larch & Loom',
  agentName: 'Priya',
  voice: 'warm',
  languages: ['en'],
  orderNumbers: ['LL-#####'],
  products: [
    { name: 'Alder desk', synonyms: ['alder', 'desk', 'writing desk', 'standing desk', 'desk drawer'] },
    { name: 'Osier armchair', synonyms: ['osier', 'osier chair', 'armchair', 'arm chair', 'easy chair'] },
    { name: 'Sorrel sofa', synonyms: ['sorrel', 'sofa', 'couch', 'settee', 'two-seater', 'three-seater'] },
    { name: 'Fen bookshelf', synonyms: ['fen', 'fens', 'fen shelf', 'fen shelves', 'bookshelf', 'bookshelves', 'bookcase', 'shelf', 'shelves'] },
    { name: 'Tansy lamp', synonyms: ['tansy', 'lamp', 'lampshade', 'bedside lamp'] },
    { name: 'Marram rug', synonyms: ['marram', 'rug', 'carpet'] },
    { name: 'Hollow mattress', synonyms: ['hollow', 'mattress', 'mattresses'] },
    { name: 'Brae duvet', synonyms: ['brae', 'duvet', 'quilt', 'comforter'] },
    { name: 'Kiln dinner set', synonyms: ['kiln', 'kiln set', 'dinner set', 'dinner plate', 'plate', 'plates', 'crockery', 'bowl', 'tableware'] },
    { name: 'Teasel curtains', synonyms: ['teasel', 'teasels', 'curtain', 'curtains', 'drapes'] },
    { name: 'Larch app', synonyms: ['app', 'mobile app'] },
    { name: 'gift cards', synonyms: ['gift card', 'giftcard', 'gift voucher'] },
  ],
  queues: [
    { id: 'orders', name: 'Orders', intents: ['place_order', 'cancel_order', 'change_order', 'check_cancellation_fee'] },
    { id: 'billing', name: 'Billing', intents: ['check_invoice', 'get_invoice', 'check_payment_methods', 'payment_issue'] },
    { id: 'delivery', name: 'Delivery', intents: ['track_order', 'delivery_options', 'delivery_period', 'change_shipping_address', 'set_up_shipping_address'] },
    { id: 'returns', name: 'Returns', intents: ['check_refund_policy', 'get_refund', 'track_refund'] },
    { id: 'accounts', name: 'Accounts', intents: ['create_account', 'registration_problems', 'delete_account', 'edit_account', 'switch_account', 'recover_password', 'newsletter_subscription'] },
    { id: 'front-desk', name: 'Front desk', intents: ['complaint', 'review', 'contact_customer_service', 'contact_human_agent'] },
  ],
  fallbackQueue: 'front-desk',
  actions: {
    cancel_order: 'draft',
    change_order: 'draft',
    change_shipping_address: 'draft',
    set_up_shipping_address: 'draft',
    check_cancellation_fee: 'auto-reply',
    check_invoice: 'draft',
    get_invoice: 'draft',
    check_payment_methods: 'auto-reply',
    payment_issue: 'draft',
    check_refund_policy: 'auto-reply',
    get_refund: 'draft',
    track_refund: 'draft',
    complaint: 'human',
    review: 'auto-reply',
    contact_customer_service: 'auto-reply',
    contact_human_agent: 'human',
    create_account: 'auto-reply',
    registration_problems: 'draft',
    delete_account: 'draft',
    edit_account: 'draft',
    switch_account: 'draft',
    recover_password: 'auto-reply',
    delivery_options: 'auto-reply',
    delivery_period: 'auto-reply',
    track_order: 'draft',
    newsletter_subscription: 'auto-reply',
    place_order: 'auto-reply',
  },
  // Calibrated confidences, so 0.85 should be wrong about once in ten or fewer; below one half the runner-up is as good a guess.
  thresholds: { sure: 0.85, likely: 0.5 },
  templates: defaultTemplates,
};
